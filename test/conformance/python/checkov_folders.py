"""Scans each folder by itself: `checkov -d A -d B` parses A alone and scans it twice (3.3.30), and one run over all of them would let a
NetworkPolicy of one app excuse the pods of another. One process, because importing checkov takes longer than scanning."""
import json
import logging
import sys

logging.disable(logging.CRITICAL)

from checkov.kubernetes.runner import Runner
from checkov.runner_filter import RunnerFilter

for folder in sys.argv[1:]:
    report = Runner().run(root_folder=folder, runner_filter=RunnerFilter(framework=["kubernetes"]))
    print(json.dumps({
        "folder": folder,
        "passed": len(report.passed_checks),
        "unreadable": report.parsing_errors,
        "failed": [{"check": record.check_id, "name": record.check_name, "resource": record.resource} for record in report.failed_checks],
    }))

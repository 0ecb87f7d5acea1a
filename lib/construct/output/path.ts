import { isAbsolute, join, relative } from 'node:path';
import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { fileOrder } from './order';

/**
 * Returns the file that cdk8s writes an object to, relative to the working directory; `undefined` outside an app. Call
 * it when something is rendered. The names are those of
 * https://github.com/cdk8s-team/cdk8s-core/blob/v2.68.91/src/app.ts
 */
export function outputPath(object: ApiObject): () => string | undefined {
  const app = object.node.root;
  if (!(app instanceof App)) {
    return () => undefined;
  }
  const { prefix } = fileOrder(app);
  const chart = (): string => `${prefix(Chart.of(object))}${Names.toDnsLabel(Chart.of(object))}`;
  return () =>
    inWorkingDirectory(join(app.outdir, `${stem(app.yamlOutputType, object, chart)}${app.outputFileExtension}`));
}

function stem(type: YamlOutputType, object: ApiObject, chart: () => string): string {
  const resource = `${object.kind}.${object.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  switch (type) {
    case YamlOutputType.FILE_PER_APP:
      return 'app';
    case YamlOutputType.FILE_PER_CHART:
      return chart();
    case YamlOutputType.FILE_PER_RESOURCE:
      return resource;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return join(chart(), resource);
  }
}

function inWorkingDirectory(file: string): string {
  const below = relative(process.cwd(), file);
  return (below.startsWith('..') || isAbsolute(below) ? file : below).replaceAll('\\', '/');
}

// Verifies certificates as a TLS client does, kube-apiserver before an extension API server for one: both are Go's crypto/x509.
// Reads one case a line as JSON, writes one verdict a line:
//
//	{"roots": PEM, "chain": PEM, "key": PEM or "", "dnsNames": [...], "at": RFC 3339 or ""}
//	{"ok": true, "chain": [facts, ...], "roots": [facts, ...]}
//	{"ok": false, "error": "..."}
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

type testCase struct {
	Roots    string   `json:"roots"`
	Chain    string   `json:"chain"`
	Key      string   `json:"key"`
	DNSNames []string `json:"dnsNames"`
	At       string   `json:"at"`
}

type verdict struct {
	OK    bool    `json:"ok"`
	Error string  `json:"error,omitempty"`
	Chain []facts `json:"chain,omitempty"`
	Roots []facts `json:"roots,omitempty"`
}

// A chain or a bundle in one line of JSON: far more than bufio's 64 KiB.
const longestLine = 16 << 20

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		answer, err := judge(lines.Bytes())
		if err != nil {
			answer = verdict{Error: err.Error()}
		}
		if err := answers.Encode(answer); err != nil {
			fail(err)
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintf(os.Stderr, "verify: %v\n", err)
	os.Exit(1)
}

func judge(line []byte) (verdict, error) {
	var given testCase
	if err := json.Unmarshal(line, &given); err != nil {
		return verdict{}, err
	}
	at := time.Now()
	if given.At != "" {
		parsed, err := time.Parse(time.RFC3339, given.At)
		if err != nil {
			return verdict{}, err
		}
		at = parsed
	}
	roots, err := certificates(given.Roots)
	if err != nil {
		return verdict{}, fmt.Errorf("roots: %w", err)
	}
	chain, err := certificates(given.Chain)
	if err != nil {
		return verdict{}, fmt.Errorf("chain: %w", err)
	}
	if err := verify(roots, chain, given.DNSNames, at); err != nil {
		return verdict{}, err
	}
	if given.Key != "" {
		if _, err := tls.X509KeyPair([]byte(given.Chain), []byte(given.Key)); err != nil {
			return verdict{}, err
		}
	}
	return verdict{OK: true, Chain: factsOf(chain), Roots: factsOf(roots)}, nil
}

func verify(roots, chain []*x509.Certificate, names []string, at time.Time) error {
	options := x509.VerifyOptions{
		Roots: pool(roots), Intermediates: pool(chain[1:]), CurrentTime: at,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	// The chain by itself, so that a case without names is verified too.
	if _, err := chain[0].Verify(options); err != nil {
		return err
	}
	for _, name := range names {
		if err := chain[0].VerifyHostname(name); err != nil {
			return err
		}
	}
	return nil
}

func pool(all []*x509.Certificate) *x509.CertPool {
	pool := x509.NewCertPool()
	for _, certificate := range all {
		pool.AddCert(certificate)
	}
	return pool
}

// certificates is stricter than a client, which skips what is no certificate: a key that got into a bundle shall be seen.
func certificates(text string) ([]*x509.Certificate, error) {
	var found []*x509.Certificate
	block, rest := pem.Decode([]byte(text))
	for ; block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("every PEM block must be CERTIFICATE, got %s", block.Type)
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		found = append(found, certificate)
	}
	if len(found) == 0 {
		return nil, errors.New("must hold a certificate, got none")
	}
	if strings.TrimSpace(string(rest)) != "" {
		return nil, errors.New("must hold certificates alone, got text after them")
	}
	return found, nil
}

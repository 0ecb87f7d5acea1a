package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"strconv"
	"time"
)

// facts is what Go read in a certificate: for comparison with what other parsers read, or with what was asked for. Lists are in the order of
// the certificate, hexadecimal digits are small and without colons.
type facts struct {
	Serial                string   `json:"serial"`
	NotBefore             string   `json:"notBefore"`
	NotAfter              string   `json:"notAfter"`
	Subject               string   `json:"subject"`
	Issuer                string   `json:"issuer"`
	DNSNames              []string `json:"dnsNames"`
	IPAddresses           []string `json:"ipAddresses"`
	IsCA                  bool     `json:"isCA"`
	BasicConstraintsValid bool     `json:"basicConstraintsValid"`
	// Null without a limit.
	MaxPathLen         *int     `json:"maxPathLen"`
	KeyUsage           []string `json:"keyUsage"`
	ExtKeyUsage        []string `json:"extKeyUsage"`
	CriticalExtensions []string `json:"criticalExtensions"`
	SignatureAlgorithm string   `json:"signatureAlgorithm"`
	PublicKeyAlgorithm string   `json:"publicKeyAlgorithm"`
	// "P-256", or the number of bits of an RSA key.
	PublicKeySize  string `json:"publicKeySize"`
	SubjectKeyID   string `json:"subjectKeyId"`
	AuthorityKeyID string `json:"authorityKeyId"`
	SHA256         string `json:"sha256"`
}

func factsOf(all []*x509.Certificate) []facts {
	read := make([]facts, 0, len(all))
	for _, certificate := range all {
		sum := sha256.Sum256(certificate.Raw)
		read = append(read, facts{
			Serial:    hex.EncodeToString(certificate.SerialNumber.Bytes()),
			NotBefore: certificate.NotBefore.UTC().Format(time.RFC3339), NotAfter: certificate.NotAfter.UTC().Format(time.RFC3339),
			Subject: certificate.Subject.CommonName, Issuer: certificate.Issuer.CommonName,
			DNSNames: append([]string{}, certificate.DNSNames...), IPAddresses: addresses(certificate),
			IsCA: certificate.IsCA, BasicConstraintsValid: certificate.BasicConstraintsValid, MaxPathLen: maxPathLen(certificate),
			KeyUsage: keyUsage(certificate.KeyUsage), ExtKeyUsage: extKeyUsage(certificate), CriticalExtensions: critical(certificate),
			SignatureAlgorithm: certificate.SignatureAlgorithm.String(), PublicKeyAlgorithm: certificate.PublicKeyAlgorithm.String(),
			PublicKeySize: size(certificate.PublicKey),
			SubjectKeyID:  hex.EncodeToString(certificate.SubjectKeyId), AuthorityKeyID: hex.EncodeToString(certificate.AuthorityKeyId),
			SHA256: hex.EncodeToString(sum[:]),
		})
	}
	return read
}

func addresses(certificate *x509.Certificate) []string {
	texts := []string{}
	for _, address := range certificate.IPAddresses {
		texts = append(texts, address.String())
	}
	return texts
}

// Go says -1 where the extension has no limit, and 0 where there is no extension.
func maxPathLen(certificate *x509.Certificate) *int {
	if !certificate.BasicConstraintsValid || certificate.MaxPathLen < 0 {
		return nil
	}
	return &certificate.MaxPathLen
}

// In the order of their bits, with the names of https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3
var keyUsages = []string{"digitalSignature", "contentCommitment", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"}

func keyUsage(usage x509.KeyUsage) []string {
	names := []string{}
	for bit, name := range keyUsages {
		if usage&(1<<bit) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12
var extKeyUsages = map[x509.ExtKeyUsage]string{
	x509.ExtKeyUsageAny: "any", x509.ExtKeyUsageServerAuth: "serverAuth", x509.ExtKeyUsageClientAuth: "clientAuth",
	x509.ExtKeyUsageCodeSigning: "codeSigning", x509.ExtKeyUsageEmailProtection: "emailProtection",
	x509.ExtKeyUsageTimeStamping: "timeStamping", x509.ExtKeyUsageOCSPSigning: "OCSPSigning",
}

func extKeyUsage(certificate *x509.Certificate) []string {
	names := []string{}
	for _, usage := range certificate.ExtKeyUsage {
		name, known := extKeyUsages[usage]
		if !known {
			name = "usage " + strconv.Itoa(int(usage))
		}
		names = append(names, name)
	}
	for _, usage := range certificate.UnknownExtKeyUsage {
		names = append(names, usage.String())
	}
	return names
}

func critical(certificate *x509.Certificate) []string {
	identifiers := []string{}
	for _, extension := range certificate.Extensions {
		if extension.Critical {
			identifiers = append(identifiers, extension.Id.String())
		}
	}
	return identifiers
}

func size(key any) string {
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		return key.Curve.Params().Name
	case *rsa.PublicKey:
		return strconv.Itoa(key.N.BitLen())
	case ed25519.PublicKey:
		return "Ed25519"
	default:
		return ""
	}
}

package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// checkTalosAuthority reads certificate and key the way Talos does: the label of the key tells its form.
func checkTalosAuthority(certificate, key []byte) error {
	if len(certificate) == 0 && len(key) == 0 {
		return nil
	}
	block, _ := pem.Decode(certificate)
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	if !parsed.IsCA {
		return fmt.Errorf("aggregatorCA.crt is not a CA")
	}
	content, _ := pem.Decode(key)
	switch content.Type {
	case "RSA PRIVATE KEY":
		_, err = x509.ParsePKCS1PrivateKey(content.Bytes)
	case "EC PRIVATE KEY":
		_, err = x509.ParseECPrivateKey(content.Bytes)
	case "ED25519 PRIVATE KEY":
		_, err = x509.ParsePKCS8PrivateKey(content.Bytes)
	default:
		err = fmt.Errorf("unknown kind of key: %s", content.Type)
	}
	return err
}

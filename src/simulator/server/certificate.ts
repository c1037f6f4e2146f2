import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface ServerCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Upper-case hex pairs joined by colons. */
  readonly fingerprintSha256: string;
}

/** A new self-signed certificate, as VBR makes one at installation. */
export async function createCertificate(host: string): Promise<ServerCertificate> {
  const { cert, private: privateKeyPem } = await generate(
    [{ name: 'commonName', value: 'vbr.estate.example' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 2, value: 'vbr.estate.example' },
            { type: 7, ip: '127.0.0.1' },
            ...(/^[\d.]+$/.test(host) && host !== '127.0.0.1'
              ? [{ type: 7 as const, ip: host }]
              : []),
          ],
        },
      ],
    },
  );
  const { fingerprint256 } = new X509Certificate(cert);
  return { certificatePem: cert, privateKeyPem, fingerprintSha256: fingerprint256 };
}

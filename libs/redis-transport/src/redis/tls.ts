import { readFileSync } from 'node:fs';

/** Paths of PEM files, and the name that the certificate of Redis must have where it is not the host. */
export interface TlsFiles {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

/** Read for every connection, because certificates are renewed while a process runs. */
export function tlsOptions({ ca, cert, key, servername }: TlsFiles) {
  return {
    tls: true as const,
    ...(ca !== undefined && { ca: readFileSync(ca) }),
    ...(cert !== undefined && { cert: readFileSync(cert) }),
    ...(key !== undefined && { key: readFileSync(key) }),
    ...(servername !== undefined && { servername }),
  };
}

/** What keeps the files from being used, if anything. */
export function checkTls(files: TlsFiles): string | undefined {
  try {
    tlsOptions(files);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PrivateDocument, type TrustedDocument, readTrustedServices } from '@isomer/framework';

/** The files of a folder that `isomer keys` looks after. */
export class KeyFolder {
  readonly document: string;

  constructor(readonly path: string) {
    this.document = join(path, 'service-keys.json');
  }

  /** What the service uses. */
  privateFile(service: string): string {
    return join(this.path, `${service}.key.json`);
  }

  /** What it is to use once everybody trusts it. */
  nextFile(service: string): string {
    return join(this.path, `${service}.next.key.json`);
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  has(file: string): Promise<boolean> {
    return access(file).then(
      () => true,
      () => false,
    );
  }

  /** The public keys; none where there is no document yet. @throws Error for one that no process could read */
  async read(): Promise<TrustedDocument> {
    const text = await readFile(this.document, 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return '{"services":{}}';
      throw new Error(`${this.document} cannot be read (${error.code})`);
    });
    const problems: string[] = [];
    readTrustedServices(text, [], this.document, problems);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return JSON.parse(text) as TrustedDocument;
  }

  async readPrivate(file: string): Promise<PrivateDocument> {
    return JSON.parse(await readFile(file, 'utf8')) as PrivateDocument;
  }

  write(document: TrustedDocument): Promise<void> {
    return replace(this.document, document, 0o644);
  }

  writePrivate(file: string, document: PrivateDocument): Promise<void> {
    return replace(file, document, 0o600);
  }

  /** What was to be used next is used now. */
  promote(service: string): Promise<void> {
    return rename(this.nextFile(service), this.privateFile(service));
  }
}

/** All of a file or, after a crash, the one that was there before. The draft has its mode before it has content. */
async function replace(file: string, document: object, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, `${JSON.stringify(document, undefined, 2)}\n`, { mode, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

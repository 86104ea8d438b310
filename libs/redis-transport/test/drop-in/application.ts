import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = join(__dirname, '../../../..');
const INSTALL_TIMEOUT_MS = 120_000;
const START_TIMEOUT_MS = 30_000;
/** Of npm, only its settings: what the npm that runs these tests says of its own package is not for others. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD|NODE_ENV|JEST)/i.test(name),
  ),
);

/** The new package, in the folder. */
export async function packTransport(folder: string): Promise<string> {
  const { stdout } = await run(process.execPath, [join(repository, 'tools/pack-transport.js'), folder], {
    timeout: INSTALL_TIMEOUT_MS,
  });
  return stdout.trim().split('\n').at(-1)!;
}

/** A service and one who calls it, in a folder of their own, made of what `nest new` begins with. */
export class Application {
  private readonly running = new Set<Replica>();

  constructor(
    private readonly folder: string,
    private readonly nest: { major: 11 | 12; type: 'commonjs' | 'module' },
  ) {}

  get sources(): string {
    return join(this.folder, 'src');
  }

  async create(tarball: string): Promise<void> {
    const { major, type } = this.nest;
    const nest = Object.fromEntries(
      ['common', 'core', 'microservices', 'platform-express'].map((name) => [
        `@nestjs/${name}`,
        `^${major}.0.0`,
      ]),
    );
    const dependencies = {
      ...nest,
      '@isomer/redis-transport': `file:${tarball}`,
      ioredis: '^5.0.0',
      'reflect-metadata': '^0.2.2',
      rxjs: '^7.8.1',
    };
    const devDependencies = { '@types/node': '^20.0.0' };
    await mkdir(this.folder, { recursive: true });
    await this.write('package.json', { name: 'shop', private: true, type, dependencies, devDependencies });
    await this.write('tsconfig.json', { compilerOptions, include: ['src'] });
    await cp(join(__dirname, 'sample'), this.sources, { recursive: true });
    await this.install();
  }

  /** Has the application look for its Redis where there is one. */
  async useRedisAt(port: number, before = 6379): Promise<void> {
    for (const name of await readdir(this.sources, { recursive: true })) {
      if (!name.endsWith('.ts')) continue;
      const file = join(this.sources, name);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll(String(before), String(port)));
    }
  }

  async compile(): Promise<void> {
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '-p', this.folder], { timeout: 60_000 }).catch(
      (error: { stdout: string }) => {
        throw new Error(`Nest ${this.nest.major}: the application does not compile:\n${error.stdout}`);
      },
    );
  }

  /** Starts one more process of the service. */
  async serve(): Promise<Replica> {
    const replica = new Replica(this.folder, () => this.running.delete(replica));
    this.running.add(replica);
    await replica.ready();
    return replica;
  }

  /** What the caller found. */
  async ask<T>(question: 'answers' | 'burst'): Promise<T> {
    const args = [join(this.folder, 'dist/client/main.js'), question];
    const { stdout } = await run(process.execPath, args, { env: environment, timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running].map((replica) => replica.stop()));
  }

  private async install(): Promise<void> {
    const quick = [
      '--prefer-offline',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      '--fetch-timeout=20000',
    ];
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--loglevel=error'];
    const options = { cwd: this.folder, env: environment, timeout: INSTALL_TIMEOUT_MS };
    await run('npm', ['install', ...quick, ...quiet], options).catch(
      async ({ stderr }: { stderr: string }) => {
        await this.reachRegistry();
        throw new Error(`Nest ${this.nest.major}: npm install failed or took too long:\n${stderr}`);
      },
    );
  }

  /** Without its registry npm says many things, of packages that do not fit together too. */
  private async reachRegistry(): Promise<void> {
    const fresh = ['--prefer-online', '--fetch-retries=0', '--fetch-timeout=10000'];
    const options = { cwd: this.folder, env: environment, timeout: 30_000 };
    await run('npm', ['view', 'rxjs', 'version', ...fresh], options).catch(
      ({ stderr }: { stderr: string }) => {
        const code = /npm error code (\S+)/.exec(stderr)?.[1] ?? 'no answer';
        throw new Error(`This test needs the npm registry, which cannot be reached (${code}).`);
      },
    );
  }

  private write(name: string, content: object): Promise<void> {
    return writeFile(join(this.folder, name), JSON.stringify(content, null, 2));
  }
}

/** One process of the service. */
export class Replica {
  output = '';
  hasEnded = false;
  private readonly child;
  private readonly ended: Promise<void>;

  constructor(folder: string, onEnd: () => void) {
    this.child = spawn(process.execPath, [join(folder, 'dist/server/main.js')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once('close', () => {
        this.hasEnded = true;
        onEnd();
        resolve();
      }),
    );
  }

  /** Resolves when it serves. */
  async ready(): Promise<void> {
    const limit = AbortSignal.timeout(START_TIMEOUT_MS);
    while (!this.output.includes('READY')) {
      if (this.hasEnded || limit.aborted) throw new Error(`The service did not start:\n${this.output}`);
      await Promise.race([once(this.child.stdout, 'data', { signal: limit }), this.ended]).catch(
        () => undefined,
      );
    }
  }

  /** How often the line has been printed. */
  count(line: string): number {
    return this.output.split('\n').filter((each) => each === line).length;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await this.ended;
    clearTimeout(force);
  }
}

/** As `nest new` writes them. */
const compilerOptions = {
  module: 'nodenext',
  moduleResolution: 'nodenext',
  resolvePackageJsonExports: true,
  esModuleInterop: true,
  isolatedModules: true,
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
  allowSyntheticDefaultImports: true,
  target: 'ES2023',
  types: ['node'],
  outDir: './dist',
  rootDir: './src',
  incremental: true,
  skipLibCheck: true,
  strict: true,
  strictPropertyInitialization: false,
};

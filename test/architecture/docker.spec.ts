import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

interface Service {
  image: string;
  build?: object;
  command?: string[];
  environment?: Record<string, string>;
}

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const contexts = readdirSync(join(root, 'libs/contexts')).sort();

/** The services of a compose file that are Isomer, by name. */
function isomerServices(file: string): [string, Service][] {
  const { services } = parse(read(file), { merge: true }) as { services: Record<string, Service> };
  return Object.entries(services).filter(([, service]) => service.build);
}

describe.each(['docker/compose.yaml', 'docker/compose.split.yaml'])('%s', (file) => {
  test('runs everything of ours from one image', () => {
    const images = isomerServices(file).map(([, { image, build }]) => JSON.stringify({ image, build }));

    expect(images.length).toBeGreaterThan(1);
    expect(new Set(images).size).toBe(1);
  });

  test('tells what a long-running service is by its environment alone', () => {
    const shapes = isomerServices(file)
      .filter(([name]) => name !== 'migrate')
      .map(([, service]) => ({ ...service, environment: 0, ports: 0, depends_on: 0 }));

    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });

  test('runs each context once', () => {
    const placed = isomerServices(file)
      .filter(([name]) => name !== 'migrate')
      .map(([, { environment }]) => environment?.['CONTEXTS'] ?? 'all')
      .flatMap((names) => (names === 'all' ? contexts : names === 'none' ? [] : names.split(',')));

    expect(placed.sort()).toEqual(contexts);
  });

  test('sets variables that .env.example explains', () => {
    const explained = [...read('.env.example').matchAll(/^#? ?(?<name>[A-Z_]+)=/gm)].map(
      (match) => match.groups?.['name'],
    );
    const used = isomerServices(file).flatMap(([, { environment }]) => Object.keys(environment ?? {}));

    expect(used.filter((name) => !explained.includes(name))).toEqual([]);
  });

  test('is accepted by docker-compose, where there is one', () => {
    const { error, status, stderr } = spawnSync(
      'docker-compose',
      ['-f', join(root, file), 'config', '--quiet'],
      {
        encoding: 'utf8',
        env: { ...process.env, POSTGRES_PASSWORD: 'password', SECRET_KEY: 'secret' },
      },
    );
    if (error && !process.env.CI)
      return console.warn('docker-compose is not installed: its check is left out');

    expect({ error, status, stderr }).toEqual({ error: undefined, status: 0, stderr: '' });
  });

  test('refuses to start without its secrets', () => {
    expect(read(file)).toContain('${POSTGRES_PASSWORD:?');
    expect(read(file)).toContain('${SECRET_KEY:?');
  });
});

describe('the image', () => {
  const dockerfile = read('docker/Dockerfile');
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  test('runs as an ordinary user', () => {
    expect(lastStage).toMatch(/^USER node$/m);
  });

  test('starts the platform without a shell between it and the signals', () => {
    expect(lastStage).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(lastStage).toMatch(/^CMD \["node", "dist\/apps\/platform\/src\/main\.js"\]$/m);
  });

  test('can be built by every Docker, old ones too', () => {
    expect(dockerfile).not.toMatch(/# *syntax=|--link|<</);
  });
});

describe('the health check of the image', () => {
  const check = join(root, 'docker/healthcheck.js');
  let status = 200;
  let asked = '';
  const server = createServer((request, response) => {
    asked = request.url ?? '';
    response.writeHead(status).end();
  });
  let port: string;

  const exitCode = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [check], { env }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as AddressInfo).port);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('passes while the process says that it lives', async () => {
    status = 200;

    expect(await exitCode({ PORT: port })).toBe(0);
    expect(asked).toBe('/health/live');
  });

  test('asks the management port of a process without an edge', async () => {
    status = 200;

    expect(await exitCode({ MANAGEMENT_PORT: port, PORT: '1' })).toBe(0);
  });

  test('fails when the process says that it does not', async () => {
    status = 503;

    expect(await exitCode({ PORT: port })).toBe(1);
  });

  test('fails when nobody answers', async () => {
    expect(await exitCode({ PORT: '1' })).toBe(1);
  });
});

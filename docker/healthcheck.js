// @ts-check
/** Whether the process in this container is alive. A process without an edge answers on its management port. */
const { MANAGEMENT_PORT, PORT } = process.env;
const url = `http://127.0.0.1:${MANAGEMENT_PORT || PORT || 3000}/health/live`;

fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);

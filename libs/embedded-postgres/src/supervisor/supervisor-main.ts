import { runSupervisorIfAsked } from './run-supervisor';

if (!runSupervisorIfAsked()) {
  process.stderr.write('This file is started by openEmbeddedPostgres and does nothing by itself.\n');
  process.exitCode = 64;
}

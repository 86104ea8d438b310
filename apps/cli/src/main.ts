import 'reflect-metadata';
import { runSupervisorIfAsked } from '@isomer/embedded-postgres';

/** The supervisor of the embedded database where it was started as that, the command line otherwise. */
if (!runSupervisorIfAsked()) void import('./program.js').then(({ runProgram }) => runProgram(process.argv));

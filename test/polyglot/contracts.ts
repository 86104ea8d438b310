import { authenticated, command, contract, error, everyone, query } from '@isomer/framework';
import { z } from 'zod';

export class NoSuchPlace extends error('weather.no-such-place', {
  meaning: 'NotFound',
  message: 'No such place.',
  details: z.object({ place: z.string() }),
}) {}

const Count = z.object({ count: z.int() });

/** Served from Python. */
export class WeatherApi extends contract('weather', {
  forecast: query({
    input: z.object({ place: z.string() }),
    output: z.object({ text: z.string(), asker: z.string() }),
    errors: [NoSuchPlace],
    access: everyone,
  }),
  report: command({
    input: z.object({ text: z.string() }),
    output: Count,
    access: everyone,
    idempotency: 'exempt',
  }),
  wait: query({ input: z.object({}), output: Count, access: everyone }),
}) {}

export class UnknownPlace extends error('places.unknown', {
  meaning: 'NotFound',
  message: 'There is no {name}.',
  details: z.object({ name: z.string() }),
}) {}

/** Served from Node, called from Python. */
export class PlacesApi extends contract('places', {
  find: query({
    input: z.object({ name: z.string() }),
    output: z.object({ name: z.string(), height: z.int() }),
    errors: [UnknownPlace],
    access: everyone,
  }),
  whoAmI: query({
    input: z.object({}),
    output: z.object({ asker: z.string(), leftMs: z.number() }),
    access: authenticated,
  }),
}) {}

// Runs the tests of the client against the real server in a real browser.
// web/node_modules/.bin/node tests/browser/run.mjs [part of a test's name]
import { readdirSync } from 'node:fs';
import { runAll } from './lib/suite.mjs';

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.mjs'));
for (const file of files.sort()) await import(`./${file}`);
process.exit((await runAll(process.argv[2])) ? 0 : 1);

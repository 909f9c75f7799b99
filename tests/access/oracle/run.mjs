// Prints random worlds with the oracle's answers, one JSON object a line: run.mjs [COUNT] [SEED].
import { Oracle } from "./oracle.mjs";
import { makeWorld } from "./worlds.mjs";

const count = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? 1);
for (let i = 0; i < count; ++i) {
  const world = makeWorld(seed + i);
  const { rules, ...told } = world; // of the rules only their text is told
  const line = JSON.stringify({ ...told, answers: new Oracle(world).answers() });
  if (!process.stdout.write(line + "\n")) await new Promise((done) => process.stdout.once("drain", done));
}

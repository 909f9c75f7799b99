// Judges every screen in all four looks, and does the twelve core tasks by keyboard; the last line has the figures.
process.env.KONTOR_LOOKS = 'all';
const { figures } = await import('./a11y.test.mjs');
await import('./keyboard.test.mjs');
const { runAll } = await import('./lib/suite.mjs');

const passed = await runAll();
console.log(`${figures.judged} screens judged (light, dark, desktop, phone), ${figures.violations} violations, core tasks by keyboard alone: ${passed ? '12 of 12' : 'see above'}`);
process.exit(passed ? 0 : 1);

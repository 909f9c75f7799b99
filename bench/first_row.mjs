// What a first visit costs in the browser until the first row of the table of people stands there:
// CPU time of the page's main thread and bytes that travelled. Prints two lines: "cpu_ms N" and
// "transfer_kb N". The cache is empty, the person is logged in already.
//
//   node bench/first_row.mjs URL LOGIN_LINK [ROUNDS]
import { launch, open, DESKTOP } from '../tests/browser/lib/browser.mjs';

const [url, link, rounds = '5'] = process.argv.slice(2);
const ROW = '[role=row][aria-rowindex="2"], tbody tr';

async function cookies(browser) {
  const page = await open(browser, link);
  await page.waitForURL((target) => !target.pathname.startsWith('/login'));
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

async function visit(browser, storageState) {
  const context = await browser.newContext({ ...DESKTOP, storageState, locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${url}/d/person`, { waitUntil: 'commit' });
  await page.locator(ROW).first().waitFor({ timeout: 60_000 });
  const { metrics } = await devtools.send('Performance.getMetrics');
  const cpu = metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  await page.waitForLoadState('networkidle').catch(() => {});
  const result = { cpu, kilobytes: bytes / 1024 };
  await context.close();
  return result;
}

const browser = await launch();
try {
  const state = await cookies(browser);
  const visits = [];
  for (let round = 0; round < Number(rounds); round++) visits.push(await visit(browser, state));
  console.log(`cpu_ms ${Math.min(...visits.map((one) => one.cpu)).toFixed(0)}`);
  console.log(`transfer_kb ${Math.max(...visits.map((one) => one.kilobytes)).toFixed(0)}`);
} finally {
  await browser.close();
}

/** What a person's own code program does; it also notes when it was started. */
import { appendFileSync } from 'node:fs';
import { URI } from 'otpauth';

const [serialNumber] = process.argv.slice(2);
const startedAt = Date.now() - performance.now();
appendFileSync(process.env.BENCH_CODES_ASKED, `${startedAt}\n`);
console.log(URI.parse(JSON.parse(process.env.BENCH_DEVICES)[serialNumber]).generate());

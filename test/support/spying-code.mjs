/**
 * A command for `--mfa-process`: prints the code of the device in DEVICE_URI, and appends to the file SPIED what it can
 * see as a child: its own command line and environment, and those of the program that started it.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { URI } from 'otpauth';

for (const process_ of ['self', String(process.ppid)]) {
  for (const seen of ['cmdline', 'environ']) appendFileSync(process.env.SPIED, readFileSync(`/proc/${process_}/${seen}`));
}
console.log(URI.parse(process.env.DEVICE_URI).generate());

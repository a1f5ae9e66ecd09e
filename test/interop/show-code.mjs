// What a person's own code program does: prints the present code of the device it was asked for. Each request is noted.
import { appendFileSync } from 'node:fs';
import { URI } from 'otpauth';

const [serialNumber] = process.argv.slice(2);
appendFileSync(process.env.DEVICE_SHOWN, `${serialNumber}\n`);
console.log(URI.parse(JSON.parse(process.env.DEVICE_URIS)[serialNumber]).generate());

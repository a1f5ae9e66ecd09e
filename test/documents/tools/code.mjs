// What a password manager does: prints the present code of the device it has the secret of.
// `pass otp aws` is of alice, every other of the root user.
import { Secret, TOTP } from 'otpauth';

console.log(new TOTP({ secret: Secret.fromBase32(process.env[process.argv.includes('aws') ? 'ALICE_SECRET' : 'PHONE_SECRET'] ?? '') }).generate());

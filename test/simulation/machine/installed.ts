import { installDisk } from './disk.js';
import { installProcessIds } from './life.js';
import { installVirtualNetwork } from './network.js';
import { installSeededRandomness } from './randomness.js';
import { installVirtualTime } from './time.js';

/**
 * The machine that everything runs on: has to be imported before everything else, because it takes the place of parts of
 * Node that others keep references to.
 */
export const time = installVirtualTime();
export const randomness = installSeededRandomness();
export const disk = installDisk(() => time.now() + time.machineOffset());
installVirtualNetwork();
installProcessIds();

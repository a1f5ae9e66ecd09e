// Loaded into the program under test by NODE_OPTIONS: the name server of a company, which alone knows where rgw.test is.
import dns from 'node:dns';

const { lookup } = dns;
dns.lookup = (hostname, ...rest) => lookup(hostname === 'rgw.test' ? '127.0.0.1' : hostname, ...rest);

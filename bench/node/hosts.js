// Resolves names from HOSTS_FILE for gRPC, as jdk.net.hosts.file does for Java.
'use strict';

const dns = require('node:dns');
const {readFileSync} = require('node:fs');

const addresses = new Map(
  readFileSync(process.env.HOSTS_FILE, 'utf8').trim().split('\n').map((line) => line.split(' ').reverse()));
const {lookup} = dns.promises;

dns.promises.lookup = async (name, options) => {
  const address = addresses.get(name);
  return address && options?.all ? [{address, family: 4}] : lookup(name, options);
};

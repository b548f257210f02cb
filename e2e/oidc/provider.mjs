// An OpenID provider on loopback for the tests, with the package's own pages to sign in and consent.
//
//   node provider.mjs REDIRECT_URI
//
// It writes one line of JSON, { "issuer": … }, when it listens. A line on standard input makes it change its signing keys,
// and it writes { "rotated": true }. It ends with its standard input. Who signs in as "anna@clinicians" is in that group.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const redirectUri = process.argv[2];
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

let generation = 0;
const newKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  generation += 1;
  return { ...privateKey.export({ format: 'jwk' }), kid: `key-${generation}`, use: 'sig', alg: 'RS256' };
};

const findAccount = (_, id) => ({
  accountId: id,
  claims: () => ({ sub: id, groups: id.split('@').slice(1), name: 'Anna Rossi', email: `${id}.example` }),
});

const makeProvider = (issuer) =>
  new Provider(issuer, {
    clients: [{
      client_id: 'phial',
      client_secret: 'a secret of the tests',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      application_type: 'native',
    }],
    claims: { openid: ['sub'], groups: ['groups'] },
    scopes: ['openid', 'groups'],
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount,
    jwks: { keys: [newKey()] },
    pkce: { required: () => true },
  });

const server = createServer((request, response) => handle(request, response));
let handle;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const start = () => {
    handle = makeProvider(issuer).callback();
  };
  start();
  say({ issuer });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => {
    start();
    say({ rotated: true });
  });
  lines.on('close', () => process.exit(0));
});

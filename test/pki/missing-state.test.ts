import { say } from '../../lib/errors';
import { checkMintingAllowed } from '../../lib/pki/store/missing-state';

const REFUSED =
  'pki/a/b must be committed: under CI no key is minted, got "no such folder"; ' +
  'run synth on your machine and commit the folder';

describe('minting a key', () => {
  test.each<[string, NodeJS.ProcessEnv, string]>([
    ["is allowed on a developer's machine", {}, 'allowed'],
    ['is allowed where CI is empty', { CI: '' }, 'allowed'],
    ['is allowed where CI is false', { CI: 'false' }, 'allowed'],
    ['is allowed where CI is False', { CI: 'False' }, 'allowed'],
    ['is allowed where CI is 0', { CI: '0' }, 'allowed'],
    ['is refused where CI is true', { CI: 'true' }, REFUSED],
    ['is refused where CI is 1', { CI: '1' }, REFUSED],
    ['is refused where CI is a name', { CI: 'woodpecker' }, REFUSED],
    ['is refused where the choice is empty', { CI: 'true', EXTENSION_API_SERVER_PKI: '' }, REFUSED],
    [
      'is allowed under CI if the project keeps no certificates',
      { CI: 'true', EXTENSION_API_SERVER_PKI: 'ephemeral' },
      'allowed',
    ],
    ['is allowed to such a project elsewhere', { EXTENSION_API_SERVER_PKI: 'ephemeral' }, 'allowed'],
    [
      'is refused for an unknown value',
      { EXTENSION_API_SERVER_PKI: 'Ephemeral' },
      'EXTENSION_API_SERVER_PKI must be "ephemeral" or unset, got "Ephemeral"; ' +
        'unset it unless this project keeps no certificates',
    ],
  ])('%s', (_name, environment, verdict) => {
    const complaint = checkMintingAllowed(environment, 'pki/a/b');
    expect(complaint ? say(complaint) : 'allowed').toBe(verdict);
  });
});

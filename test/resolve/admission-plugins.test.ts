import { ExtensionApiServerProps } from 'cdk8s-extension-api-server';
import { objectsOf, serverWith, fixtureApp } from '../construct/server-in-app';

const argsOf = (props: Partial<ExtensionApiServerProps>): string[] => {
  const app = fixtureApp();
  serverWith(props, app);
  const deployment = objectsOf(app).find(({ kind }) => kind === 'Deployment');
  return deployment!.spec.template.spec.containers[0].args;
};
const flagsOf = (props: Partial<ExtensionApiServerProps>): string[] =>
  argsOf(props).filter((arg, at, all) => arg.includes('admission-plugins') || all[at - 1]?.endsWith('-plugins'));
const disableAdmissionPlugins = ['MutatingAdmissionPolicy'];

test('the plug-ins become one flag', () => {
  expect(flagsOf({ disableAdmissionPlugins: [...disableAdmissionPlugins, 'BanFlunder'] })).toEqual([
    '--disable-admission-plugins=MutatingAdmissionPolicy,BanFlunder',
  ]);
});

test.each<[string, string[]]>([
  ['one argument', ['--disable-admission-plugins=BanFlunder,MutatingAdmissionPolicy', '--v=2']],
  ['two arguments', ['--disable-admission-plugins', 'BanFlunder', '--v=2']],
  ['several flags', ['--disable-admission-plugins=BanFlunder', '--v=2', '--disable-admission-plugins=']],
])('the prop joins a flag in args that is written as %s', (_form, args) => {
  const all = argsOf({ disableAdmissionPlugins, args });
  expect([flagsOf({ disableAdmissionPlugins, args }), all.at(-1), all.includes('BanFlunder')]).toEqual([
    ['--disable-admission-plugins=MutatingAdmissionPolicy,BanFlunder'],
    '--v=2',
    false,
  ]);
});

test('without the prop a flag in args is left as it is', () => {
  for (const none of [undefined, []]) {
    expect(flagsOf({ disableAdmissionPlugins: none, args: ['--disable-admission-plugins', 'BanFlunder'] })).toEqual([
      '--disable-admission-plugins',
      'BanFlunder',
    ]);
  }
});

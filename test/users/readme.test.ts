const { Chart, Testing } = require('cdk8s');
const { ExtensionApiServer, PkiForTestsOnly } = require('cdk8s-extension-api-server');

test('the manifests are the reviewed ones', () => {
  const app = Testing.app();
  PkiForTestsOnly.useIn(app);
  const chart = new Chart(app, 'catalog');
  new ExtensionApiServer(chart, 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1' }],
  });
  expect(Testing.synth(chart)).toMatchSnapshot();
});

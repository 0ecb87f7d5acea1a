import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ExtensionApiServer, PkiForTestsOnly } from 'cdk8s-extension-api-server';

/** A chart as users write them. */
class CatalogChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ExtensionApiServer(this, 'catalog', {
      namespace: 'catalog',
      image: 'registry.example.com/catalog:1.0.0',
      apis: [{ group: 'catalog.example.com', version: 'v1' }],
    });
  }
}

test('the manifests are the reviewed ones', () => {
  const app = Testing.app();
  PkiForTestsOnly.useIn(app);
  expect(Testing.synth(new CatalogChart(app, 'catalog'))).toMatchSnapshot();
});

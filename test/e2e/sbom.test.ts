import { readFile } from 'node:fs/promises';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { beforeAll, describe, expect, it } from 'vitest';

type Component = { group?: string; name: string; version: string; purl: string; 'bom-ref': string; licenses?: unknown[] };
type Bom = { metadata: { component: Component }; components: Component[]; dependencies: { ref: string; dependsOn?: string[] }[] };

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
const fullName = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);

describe('the bill of materials', () => {
  let text: string;
  let bom: Bom;
  beforeAll(async () => {
    text = await read('dist/sbom.cdx.json');
    bom = JSON.parse(text) as Bom;
  });

  it('is CycloneDX, strictly', async () => {
    // The validator imports the package ajv-formats-draft2019 by itself.
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  });

  it('lists the packages whose licences travel along, in the versions that are locked', async () => {
    const licences = await read('dist/THIRD-PARTY-LICENSES.txt');
    const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, { version?: string }> };
    const titles = [...licences.matchAll(/^(\S+) (\d+\.\S+) \(.*\)$/gm)].map(([, name, version]) => `${name} ${version}`);
    const listed = bom.components.map((component) => `${fullName(component)} ${component.version}`);

    expect(listed.length).toBeGreaterThan(20);
    expect(new Set(listed)).toEqual(new Set(titles));
    for (const component of bom.components) {
      const locked = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${fullName(component)}`));
      expect(locked.map(([, { version }]) => version), fullName(component)).toContain(component.version);
      expect(component.licenses, fullName(component)).not.toHaveLength(0);
    }
  });

  it('says that the program is made of all of them', () => {
    const { component } = bom.metadata;
    const made = bom.dependencies.find(({ ref }) => ref === component['bom-ref']);

    expect(component.purl).toMatch(/^pkg:npm\/s3-mfa-delete@/);
    expect(new Set(made?.dependsOn)).toEqual(new Set(bom.components.map((part) => part['bom-ref'])));
  });
});

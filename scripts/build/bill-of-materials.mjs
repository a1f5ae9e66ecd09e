import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';

const { ComponentBuilder } = Contrib.FromNodePackageJson.Builders;
const { ExternalReferenceFactory } = Contrib.FromNodePackageJson.Factories;
const { LicenseFactory } = Contrib.License.Factories;

/**
 * What the bundle is made of, for scanners: the published package has no dependencies that they could find. CycloneDX 1.6,
 * the same bytes for the same packages: without a time and a serial number.
 * https://cyclonedx.org/docs/1.6/json/
 * @param {string} root folder of this program
 * @param {string[]} folders of the packages in the bundle
 * @returns {Promise<string>} JSON
 */
export async function billOfMaterials(root, folders) {
  const builder = new ComponentBuilder(new ExternalReferenceFactory(), new LicenseFactory());
  const bom = new Models.Bom();
  bom.metadata.component = await component(builder, root, Enums.ComponentType.Application);
  for (const folder of folders) {
    const bundled = await component(builder, folder, Enums.ComponentType.Library);
    bom.components.add(bundled);
    bom.metadata.component.dependencies.add(bundled.bomRef);
  }
  const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normalizers).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

async function component(builder, folder, type) {
  const description = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const made = builder.makeComponent(description, type);
  if (made === undefined) throw new Error(`${folder}/package.json names no package`);
  const [scope, name] = description.name.startsWith('@') ? description.name.split('/') : [undefined, description.name];
  made.purl = new PackageURL('npm', scope, name, description.version, undefined, undefined).toString();
  made.bomRef.value = made.purl;
  return made;
}

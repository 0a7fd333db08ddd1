'use strict';
// Reads an APL document from standard input and prints what Amazon's linter says of it, as JSON.
const { StaticAplTemplateValidator } = require('apl-suggester');
const { readFileSync } = require('node:fs');

console.log = console.info = console.warn = () => {}; // it talks of mixins
new StaticAplTemplateValidator()
  .validate(JSON.parse(readFileSync(0, 'utf8')))
  .then((found) => process.stdout.write(JSON.stringify(found)));

import { documents } from './support/documents.js';
import { runDocument } from './support/run-document.js';

for (const document of documents.filter((name) => name !== 'README.md')) runDocument(document);

import { runDocument } from './support/run-document.js';

runDocument('README.md');

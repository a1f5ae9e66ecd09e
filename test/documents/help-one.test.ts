import { commandNames } from './support/help-examples.js';
import { runExamples } from './support/run-examples.js';

// In two files, so that two workers share them.
runExamples(commandNames.slice(0, 6));

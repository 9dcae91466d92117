// @bun
import{kl,bl,$m,Em}from"./s46.js";export{kl as foundCommands,bl as otherTests,Em as ownCommands,$m as testsToRun};

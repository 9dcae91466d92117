// @bun
import{kl,bl,$m,Em}from"./s45.js";export{kl as foundCommands,bl as otherTests,Em as ownCommands,$m as testsToRun};

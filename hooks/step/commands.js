// @bun
import{kl,bl,Om,jm}from"./s33.js";export{kl as foundCommands,bl as otherTests,jm as ownCommands,Om as testsToRun};

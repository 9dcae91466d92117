// @bun
import{kl,bl,km,Om}from"./s46.js";export{kl as foundCommands,bl as otherTests,Om as ownCommands,km as testsToRun};

// @bun
import{yl,kl,Om,jm}from"./s32.js";export{yl as foundCommands,kl as otherTests,jm as ownCommands,Om as testsToRun};

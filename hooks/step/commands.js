// @bun
import{$l,Sl,Om,jm}from"./s67.js";export{$l as foundCommands,Sl as otherTests,jm as ownCommands,Om as testsToRun};

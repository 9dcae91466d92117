// @bun
import{pl,fl,Bf,Qf}from"./s57.js";export{pl as foundCommands,fl as otherTests,Qf as ownCommands,Bf as testsToRun};

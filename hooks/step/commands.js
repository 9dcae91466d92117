// @bun
import{_l,Ol,Em,Lm}from"./s39.js";export{_l as foundCommands,Ol as otherTests,Lm as ownCommands,Em as testsToRun};

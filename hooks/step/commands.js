// @bun
import{$l,Sl,Tm,zm}from"./s44.js";export{$l as foundCommands,Sl as otherTests,zm as ownCommands,Tm as testsToRun};

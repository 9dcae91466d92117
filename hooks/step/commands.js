// @bun
import{_l,Sl,Rl,rm,oc,dm}from"./s26.js";export{_l as KNOWN,Sl as foundCommands,oc as isPersonsLine,Rl as otherTests,dm as ownCommands,rm as testsToRun};

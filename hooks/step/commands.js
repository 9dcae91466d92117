// @bun
import{Iu,Nu,Fu,ig,Sc,dg}from"./s65.js";export{Iu as KNOWN,Nu as foundCommands,Sc as isPersonsLine,Fu as otherTests,dg as ownCommands,ig as testsToRun};

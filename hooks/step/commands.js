// @bun
import{Nu,Fu,Du,ig,Sc,dg}from"./s48.js";export{Nu as KNOWN,Fu as foundCommands,Sc as isPersonsLine,Du as otherTests,dg as ownCommands,ig as testsToRun};

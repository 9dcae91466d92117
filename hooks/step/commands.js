// @bun
import{Ol,El,Pl,cm,ic,gm}from"./s3.js";export{Ol as KNOWN,El as foundCommands,ic as isPersonsLine,Pl as otherTests,gm as ownCommands,cm as testsToRun};

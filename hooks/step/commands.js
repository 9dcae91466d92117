// @bun
import{Su,Ru,Ou,Nm}from"./s31.js";export{Su as KNOWN,Ru as foundCommands,Ou as isPersonsLine,Nm as ownCommands};

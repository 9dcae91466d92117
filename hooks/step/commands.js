// @bun
import{_u,Su,Ru,Nm}from"./s31.js";export{_u as KNOWN,Su as foundCommands,Ru as isPersonsLine,Nm as ownCommands};

// @bun
import{Uc,Kp}from"./shared-50.js";export{Uc as foundCommands,Kp as ownCommands};

// @bun
import{vu,Pm}from"./s32.js";export{vu as foundCommands,Pm as ownCommands};

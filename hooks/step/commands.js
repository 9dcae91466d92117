// @bun
import{$u,Pm}from"./s52.js";export{$u as foundCommands,Pm as ownCommands};

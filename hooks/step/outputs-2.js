// @bun
import{jm,gc}from"./s11.js";export{gc as autoPasses,jm as outputs};

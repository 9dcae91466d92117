// @bun
import{tp,ba}from"./s12.js";export{ba as autoPasses,tp as outputs};
